# admission
