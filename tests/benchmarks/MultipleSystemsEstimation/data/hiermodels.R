# The package keeps a catalogue of models here, and looks it up by its bare name.
hiermodels <- c("[1,2]", "[1,2,3]", "[12,3]", "[1,2,3,4]")
