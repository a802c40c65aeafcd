"""Prefect flows and deployments; no extraction logic."""
