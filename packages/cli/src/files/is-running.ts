/** Whether a process of that number runs on this machine, whoever's it is. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not permitted to signal it means that it runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
