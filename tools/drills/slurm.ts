import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A Slurm of one node on this machine, with its files in a folder. */
export interface Slurm {
  /** Submits a script; gives the number of the job. */
  submit(script: string, ...options: string[]): string;
  cancel(task: string): void;
  /** States of the tasks that have not ended, by name such as `7_2`. */
  queue(): ReadonlyMap<string, string>;
  /** Waits until no task is left. */
  drain(): Promise<void>;
  stop(): void;
}

/** Starts Slurm's own daemons for the length of a drill; says why where that cannot be. */
export async function startSlurm(folder: string): Promise<Slurm | string> {
  if (spawnSync('slurmctld', ['-V']).status !== 0) return 'Slurm is not installed (Debian: slurm-wlm)';
  if (process.getuid?.() !== 0) return 'only root may start its daemons';
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name), { recursive: true });
  const node = hostname().split('.')[0]!;
  const file = join(folder, 'slurm.conf');
  const lines = {
    ClusterName: 'drill',
    SlurmctldHost: `${node}(127.0.0.1)`,
    SlurmctldPort: 16_817,
    SlurmdPort: 16_818,
    AuthType: 'auth/none',
    CredType: 'cred/none',
    SlurmUser: 'root',
    SlurmdUser: 'root',
    StateSaveLocation: join(folder, 'state'),
    SlurmdSpoolDir: join(folder, 'spool'),
    SlurmctldPidFile: join(folder, 'slurmctld.pid'),
    SlurmdPidFile: join(folder, 'slurmd.pid'),
    SlurmctldLogFile: join(folder, 'slurmctld.log'),
    SlurmdLogFile: join(folder, 'slurmd.log'),
    ProctrackType: 'proctrack/pgid',
    TaskPlugin: 'task/none',
    SelectType: 'select/linear',
    SchedulerType: 'sched/builtin',
    JobAcctGatherType: 'jobacct_gather/none',
    AccountingStorageType: 'accounting_storage/none',
    MpiDefault: 'none',
    ReturnToService: 2,
    NodeName: `${node} NodeAddr=127.0.0.1 CPUs=1 State=UNKNOWN`,
    PartitionName: `all Nodes=${node} Default=YES MaxTime=INFINITE State=UP`,
  };
  writeFileSync(
    file,
    Object.entries(lines)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  const env = { ...process.env, SLURM_CONF: file };
  const daemons: ChildProcess[] = [
    spawn('slurmctld', ['-D', '-c', '-f', file], { env, stdio: 'ignore' }),
    spawn('slurmd', ['-D', '-f', file], { env, stdio: 'ignore' }),
  ];
  const ask = (command: string, ...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(command, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command}: ${stderr}`);
    return stdout;
  };
  const stop = (): void => {
    for (const daemon of daemons) daemon.kill();
  };
  const queue = (): Map<string, string> =>
    new Map(
      ask('squeue', '-h', '-r', '-o', '%i %T')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(' ') as [string, string]),
    );
  for (let tries = 0; spawnSync('sinfo', ['-h', '-t', 'idle', '-o', '%n'], { env }).stdout.length === 0; tries++) {
    if (tries === 60) {
      stop();
      return 'its daemons did not come up within a minute';
    }
    await sleep(1000);
  }
  return {
    submit: (script, ...options) => ask('sbatch', '--parsable', ...options, script).trim(),
    cancel: (task) => void ask('scancel', task),
    queue,
    async drain() {
      while (queue().size > 0) await sleep(500);
    },
    stop,
  };
}
