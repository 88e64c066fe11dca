import type { Value } from '../../lib/core/value.js';
import { dataOf, failure, failureOf, linesOf, makeResult, type Result } from '../../lib/module/index.js';
import type { Reply } from '../../lib/remote/call.js';
import { quoteWord } from '../../lib/remote/quote-word.js';
import { timesOf } from './times-of.js';

export interface CommandShown {
  readonly cmd: Value;
  /** The words that run, which are told of a program that cannot be started. */
  readonly argv?: readonly string[];
  readonly creates?: string | undefined;
  readonly removes?: string | undefined;
  readonly strip_empty_ends?: boolean;
  readonly check: boolean;
}

/** rc, stdout, stderr and the times of a command, as Ansible's command module tells them. */
export function commandResult(reply: Reply, shown: CommandShown): Result {
  const msg = failureOf(reply);
  if (msg !== undefined) return failure(msg, { cmd: shown.cmd, rc: null, ...noTimes, ...noOutput });
  const kept = dataOf(reply, 'kept');
  if (kept !== undefined)
    return notRun(
      shown.cmd,
      `${shown.check ? 'Would not' : 'Did not'} run command since '${kept.replace(/ (exists|does not exist)$/, "' $1")}`,
      `skipped, since ${kept}`,
    );
  if (dataOf(reply, 'unrun') !== undefined) return wouldRun(shown);
  return notStarted(reply, shown) ?? finished(reply, shown);
}

/** The failure of a program that is not there or that nobody may run. */
function notStarted(reply: Reply, { argv, cmd }: CommandShown): Result | undefined {
  const [missing, denied] = [dataOf(reply, 'missing'), dataOf(reply, 'denied')];
  const told = { cmd: argv?.map(quoteWord).join(' ') ?? cmd, ...noOutput };
  if (missing !== undefined)
    return failure(`[Errno 2] No such file or directory: b'${missing}'`, { ...told, rc: 2 });
  if (denied !== undefined) return failure(`[Errno 13] Permission denied: b'${denied}'`, { ...told, rc: 13 });
  return undefined;
}

const noTimes = { start: null, end: null, delta: null };

const noOutput = { stdout: '', stderr: '', stdout_lines: [], stderr_lines: [] };

const notRun = (cmd: Value, msg: string, stdout: string): Result =>
  makeResult({
    changed: false,
    cmd,
    rc: 0,
    msg,
    start: null,
    end: null,
    delta: null,
    stdout,
    stderr: '',
    stdout_lines: [stdout],
    stderr_lines: [],
  });

// whether a command would change anything cannot be known, unless the user said what it creates
function wouldRun(shown: CommandShown): Result {
  const isGuarded = shown.creates !== undefined || shown.removes !== undefined;
  const msg = 'Command would have run if not in check mode';
  const entries = { cmd: shown.cmd, rc: 0, msg, ...noTimes, ...noOutput };
  return makeResult(
    isGuarded ? { ...entries, changed: true } : { ...entries, changed: false, skipped: true },
  );
}

function finished(reply: Reply, shown: CommandShown): Result {
  const rc = Number(dataOf(reply, 'rc'));
  const streams = [streamOf(reply, 'stdout', shown), streamOf(reply, 'stderr', shown)] as const;
  const { start, end, delta } = timesOf(reply);
  const warnings = reply.frames.flatMap(cutWarning);
  return makeResult({
    changed: true,
    cmd: shown.cmd,
    rc,
    start,
    end,
    delta,
    stdout: streams[0],
    stderr: streams[1],
    stdout_lines: linesOf(streams[0]),
    stderr_lines: linesOf(streams[1]),
    msg: rc === 0 ? '' : 'non-zero return code',
    failed: rc === 0 ? undefined : true,
    warnings: warnings.length > 0 ? warnings : undefined,
  });
}

function streamOf(reply: Reply, key: string, shown: CommandShown): string {
  const text = dataOf(reply, key) ?? '';
  return shown.strip_empty_ends === false ? text : text.replace(/[\r\n]+$/, '');
}

function cutWarning(frame: Reply['frames'][number]): Value[] {
  if (frame.kind !== 'data' || !frame.omitted) return [];
  const whole = frame.value.length + frame.omitted;
  return [`output cut: ${frame.key} had ${sizeText(whole)}, kept ${sizeText(frame.value.length)}`];
}

const sizeText = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
