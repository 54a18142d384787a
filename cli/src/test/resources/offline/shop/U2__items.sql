DROP TABLE app.item;
