"""Pictures of a programme: heat map, Gantt chart, trajectories of targets, lights over the weeks."""
