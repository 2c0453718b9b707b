"""Pictures of a programme: heat map, Gantt chart, trajectory of a target, lights over weeks."""
