also none
