"""Somebody with bad intentions, who reads all that is published and tries to prove that one case exists.

figures.py reads the data file of a report, document.py the PDF as it is seen, drawn and spoken; prose.py
says which numbers nobody can account for; model.py reckons what the figures give away; examine.py puts them
together. These five import nothing of the product. Only regions.py and the tests know the protector.
"""
