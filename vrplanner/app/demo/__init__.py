"""The demonstration: one run through the whole house with the real subsystems."""
