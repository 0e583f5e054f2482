"""The reader of planning materials (ÚAP): shapefiles by phenomenon, with passports."""
