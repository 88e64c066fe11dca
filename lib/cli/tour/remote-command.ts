import { execFile } from 'node:child_process';
import { lab, TsplayError } from '../../index.js';

/** What a command says on a host of the lab, without its last line break. Rejects when it fails. */
export function remoteCommand(dir: string, host: string, command: string): Promise<string> {
  const [program, ...args] = lab.sshCommand(dir, host);
  return new Promise((resolve, reject) => {
    execFile(
      program!,
      [...args, command],
      { encoding: 'utf8', timeout: 60_000, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        if (error) reject(failed(`${host}: ${command}: ${stderr.trim() || error.message}`));
        else resolve(stdout.trimEnd());
      },
    );
  });
}

const failed = (message: string): TsplayError => new TsplayError({ code: 'remote-command', message });
