"""The parts of the plans screen: the forecast, budgets, debts, goals."""
