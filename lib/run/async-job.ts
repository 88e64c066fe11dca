import { randomBytes, randomInt } from 'node:crypto';

import type { Call, Frame, Reply } from '../remote/call.js';
import { FrameParser } from '../remote/frame-parser.js';
import { prelude } from '../remote/prelude.js';
import { quote } from '../remote/quote.js';
import { renderCall } from '../remote/render-call.js';
import type { Session } from '../remote/session.js';
import { textOf } from '../remote/bytes.js';

/**
 * One script that runs at a host by itself, outside the session and beyond the end of the run. It leaves its
 * frames in a file, from which the reply is read when somebody asks.
 */
export class AsyncJob {
  readonly id = `j${randomInt(10 ** 11, 10 ** 12)}.${randomInt(1000, 100_000)}`;
  private readonly nonce = randomBytes(16).toString('hex');
  /** Absolute once the job is launched. */
  resultsFile: string;
  private pid = '';
  private settle: ((reply: Reply) => void) | undefined;
  private readonly begun = performance.now();

  constructor(
    private readonly session: Session,
    readonly directory: string,
  ) {
    this.resultsFile = `${directory}/${this.id}`;
  }

  /**
   * Starts the script, which the host ends when it is not done after `seconds`, also long after this run; the promise
   * inside resolves once `look` finds its end.
   */
  async launch(call: Call, seconds: number): Promise<{ readonly reply: Promise<Reply> }> {
    const text = `ts_nonce=${quote(this.nonce)} ts_hint=''\n${prelude}\n${textOf(renderCall(call, 1))}\n${endScript}`;
    const started = await this.call(launchScript, { text, seconds: String(seconds) });
    const reply = new Promise<Reply>((resolve) => (this.settle = resolve));
    const pid = started.frames.find((frame) => frame.kind === 'data');
    if (pid?.kind !== 'data') throw new Error(`the job could not be started: ${textOf(started.log)}`);
    this.pid = textOf(pid.value);
    const file = started.frames.find((frame) => frame.kind === 'data' && frame.key === 'file');
    if (file?.kind === 'data') this.resultsFile = textOf(file.value);
    return { reply };
  }

  /** Is it over? Then its reply is handed on. */
  async look(): Promise<boolean> {
    const { frames } = await this.call(lookScript, {});
    const found = new Map(
      frames.flatMap((frame) => (frame.kind === 'data' ? [[frame.key, frame.value] as const] : [])),
    );
    const out = found.get('out');
    if (!out) return false;
    this.settle?.(this.replyOf(Buffer.from(out), found.get('log') ?? new Uint8Array(), found.has('late')));
    return true;
  }

  /** The script and all it started: TERM, two seconds, KILL. */
  async kill(): Promise<void> {
    await this.call(killScript, { pid: this.pid });
  }

  async cleanup(): Promise<void> {
    await this.call('rm -f -- "$file" "$file".*', {}, true);
  }

  private call(script: string, params: Call['params'], withGlob = false): Promise<Reply> {
    const { directory, id } = this;
    return this.session.call({
      script: `case $directory in "~"*) directory=$HOME\${directory#"~"} ;; esac\nfile=$directory/$id\n${withGlob ? 'set +f\n' : ''}${script}`,
      params: { directory, id, ...params },
      mode: 'apply',
    });
  }

  private replyOf(out: Buffer, log: Uint8Array, isLate: boolean): Reply {
    const frames: Frame[] = [];
    let exitCode = 1;
    const parser = new FrameParser({
      nonce: this.nonce,
      keepOf: () => 10_000_000,
      onFrame: (frame) => frames.push(frame),
      onEnd: (end) => (exitCode = end.exitCode),
      onProtocolError: (text) => frames.push({ kind: 'fail', text }),
    });
    parser.push(out);
    if (isLate) frames.push({ kind: 'fail', text: 'Timeout exceeded' });
    return { frames, exitCode, log, durationMs: performance.now() - this.begun, ended: 'done' };
  }
}

// What a job says, and its parameters, are nobody else's. The script itself sets the umask that scripts have.
const launchScript = `
mkdir -p -m 700 -- "$directory" || fail "cannot make $directory"
umask 077
printf '%s' "$text" >"$file.sh" || fail "cannot write $file.sh"
printf '{"started": 1, "finished": 0, "ansible_job_id": "%s"}' "$id" >"$file"
if have setsid; then set -- setsid; else set --; fi
"$@" nohup sh -c '
  sleep "$2" & ts_nap=$!
  export ts_nap
  sh "$1.sh" >"$1.out" 2>"$1.log" & job=$!
  wait "$ts_nap" || exit 0
  : >"$1.late"
  kill -KILL "-$$" || kill -KILL "$job"
' tsplay-async "$file" "$seconds" >/dev/null 2>&1 </dev/null 3>&- &
data pid "$!"
data file "$file"
`;

// who waits for the end of the nap sees that it was cut short
const endScript = `
: >"\${0%.sh}.done"
kill "$ts_nap"
`;

const lookScript = `
if [ ! -e "$file.done" ] && [ ! -e "$file.late" ]; then exit 0; fi
if [ ! -e "$file.done" ]; then data late yes; fi
data_file out "$file.out"
data_file log "$file.log"
`;

// dash knows no `--` before the number of a group
const killScript = `
kill -TERM "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null || exit 0
tenths=0
while [ "$tenths" -lt 20 ] && kill -0 "-$pid" 2>/dev/null; do
  sleep 0.1
  tenths=$((tenths + 1))
done
kill -KILL "-$pid" 2>/dev/null || :
`;
