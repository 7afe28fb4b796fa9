"""The pipeline: finds stages, puts them in order, runs them as a LangGraph graph."""
