write_csv = write_gexf = write_graphml = None
