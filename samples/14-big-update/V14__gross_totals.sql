UPDATE orders SET gross = round(net * 1.19, 2) WHERE gross IS NULL;
