"""Booking while its processes are killed and the clinic's servers misbehave: is any request lost, or doubled?"""
