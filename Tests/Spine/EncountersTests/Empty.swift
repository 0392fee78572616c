// Encounters
