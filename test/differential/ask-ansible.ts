import { execFile } from 'node:child_process';
import { dirname } from 'node:path';

import type { Json } from '../../lib/core/json.js';
import { shownPart, statusOf, type Answer, type TaskAnswer } from './answer.js';
import { argumentsOf } from './playbook-arguments.js';

type Result = Readonly<Record<string, Json>>;

interface Report {
  readonly plays: readonly {
    readonly tasks: readonly {
      readonly task: { readonly name: string };
      readonly hosts: Readonly<Record<string, Result>>;
    }[];
  }[];
  readonly stats: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Runs the real thing with its JSON callback. */
export async function askAnsible(playbook: string): Promise<Answer> {
  const { argv } = argumentsOf(playbook);
  const { code, stdout } = await ansiblePlaybook([...argv, playbook], dirname(playbook));
  const start = stdout.indexOf('{\n');
  if (start < 0) return { exitCode: code, tasks: [], totals: {} };
  const report = JSON.parse(stdout.slice(start)) as Report;
  const totals = Object.fromEntries(
    Object.entries(report.stats).map(([host, { failures, ...rest }]) => [
      host,
      { ...rest, failed: failures ?? 0 },
    ]),
  );
  return {
    exitCode: code,
    tasks: report.plays.flatMap((play) => play.tasks.flatMap(taskAnswer)),
    totals,
  };
}

const ansiblePlaybook = (
  argv: readonly string[],
  cwd: string,
): Promise<{ readonly code: number; readonly stdout: string }> =>
  new Promise((resolve) => {
    const env = {
      ...process.env,
      ANSIBLE_STDOUT_CALLBACK: 'json',
      ANSIBLE_NOCOLOR: '1',
      ANSIBLE_LOCALHOST_WARNING: '0',
      ANSIBLE_GATHERING: 'explicit',
      ANSIBLE_DEPRECATION_WARNINGS: '0',
      ANSIBLE_RETRY_FILES_ENABLED: '0',
    };
    const child = execFile('ansible-playbook', argv, { cwd, env, maxBuffer: 1 << 28 }, (_, stdout) =>
      resolve({ code: child.exitCode ?? -1, stdout }),
    );
    child.stdin?.end();
  });

function taskAnswer({ task, hosts }: Report['plays'][number]['tasks'][number]): TaskAnswer[] {
  const answers = Object.entries(hosts).map(([host, result]) => {
    const module = ((result['action'] as string | undefined) ?? '').replace(
      /^ansible\.(builtin|legacy)\./,
      '',
    );
    return [host, { status: statusOf(result), shown: shownPart(module, result) }] as const;
  });
  return answers.length === 0 || task.name.endsWith('meta')
    ? []
    : [{ name: task.name, hosts: Object.fromEntries(answers.sort()) }];
}
