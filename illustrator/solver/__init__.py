"""Finds poses: fingers on points, in postures a person can hold.  Needs torch; drawing does not."""
