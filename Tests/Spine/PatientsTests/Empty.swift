// Patients
