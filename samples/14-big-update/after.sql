-- Every order has its gross total, to the cent.
SELECT bool_and(gross = round(net * 1.19, 2)) FROM orders;
