"""What desktop GIS opens by one click: layers, projects and styles of QGIS, and SLD."""
