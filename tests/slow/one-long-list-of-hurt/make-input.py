"""One article that says 200,000 times how many were hurt, one fewer than it
says first, and never beside the dead."""
print('Five people were injured in the attack. One man was shot dead in Leeds'
      ' on Monday.')
for _ in range(200000):
    print('Four people were injured.')
