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

  /** Starts the script; the promise inside resolves once `look` finds its end. */
  async launch(call: Call): Promise<{ readonly reply: Promise<Reply> }> {
    const text = `ts_nonce=${quote(this.nonce)} ts_hint=''\n${prelude}\n${textOf(renderCall(call, 1))}\n: >"\${0%.sh}.done"\n`;
    const started = await this.call(launchScript, { text });
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
    this.settle?.(this.replyOf(Buffer.from(out), found.get('log') ?? new Uint8Array()));
    return true;
  }

  async kill(): Promise<void> {
    await this.call('kill -TERM -- "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null || :', {
      pid: this.pid,
    });
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

  private replyOf(out: Buffer, log: Uint8Array): Reply {
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
    return { frames, exitCode, log, durationMs: performance.now() - this.begun, ended: 'done' };
  }
}

const launchScript = `
mkdir -p -m 700 -- "$directory" || fail "cannot make $directory"
printf '%s' "$text" >"$file.sh" || fail "cannot write $file.sh"
printf '{"started": 1, "finished": 0, "ansible_job_id": "%s"}' "$id" >"$file"
if have setsid; then set -- setsid; else set --; fi
"$@" nohup sh "$file.sh" >"$file.out" 2>"$file.log" </dev/null 3>&- &
data pid "$!"
data file "$file"
`;

const lookScript = `
if [ -e "$file.done" ]; then
  data_file out "$file.out"
  data_file log "$file.log"
fi
`;
