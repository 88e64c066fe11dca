import { setTimeout as sleep } from 'node:timers/promises';
import { IN_IMAGE } from '../../lib/core/in-image.js';
import { ConnectionLost } from '../../lib/remote/connection-lost.js';
import {
  dataOf,
  defineModule,
  failure,
  failureOf,
  makeResult,
  skipped,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import { bool, int, list, text } from '../../lib/schema/index.js';
import { untilReached } from '../wait_for_connection/until-reached.js';

export const module = defineModule({
  name: 'reboot',
  summary: 'Reboots the host and waits until it is back',
  notes: ['In an image (production phase) there is nothing to reboot: skipped.'],
  examples: `
- name: A new kernel
  reboot:
    reboot_timeout: 300`,
  args: {
    pre_reboot_delay: int({ doc: 'Seconds to wait before', fallback: 0, aliases: ['pre_reboot_delay_sec'] }),
    post_reboot_delay: int({
      doc: 'Seconds to wait after it is back',
      fallback: 0,
      aliases: ['post_reboot_delay_sec'],
    }),
    reboot_timeout: int({
      doc: 'Seconds until it must be back',
      fallback: 600,
      aliases: ['reboot_timeout_sec'],
    }),
    connect_timeout: int({ doc: 'Seconds for one try', fallback: 5, aliases: ['connect_timeout_sec'] }),
    test_command: text({ doc: 'What must succeed when it is back', fallback: 'true' }),
    boot_time_command: text({
      doc: 'What prints another text after each boot',
      fallback: 'cat /proc/sys/kernel/random/boot_id',
    }),
    reboot_command: text({ doc: 'What reboots it; found by itself' }),
    search_paths: list(text({}), { doc: 'Accepted for compatibility' }),
    msg: text({ doc: 'What users of the host are told', fallback: 'Reboot initiated by tsplay' }),
  },
  returns: { rebooted: bool({ doc: 'Is it another boot?' }), elapsed: int({ doc: 'Seconds it took' }) },
  async run(args, ctx): Promise<Result> {
    if (ctx.place === 'image') return skipped(IN_IMAGE + 'there is nothing to reboot');
    if (ctx.isLocal())
      return failure(`${OURS} would reboot the control node.`, { elapsed: 0, rebooted: false });
    if (ctx.check) return makeResult({ changed: true, elapsed: 0, rebooted: true });
    const start = Date.now();
    const before = await bootId(args.boot_time_command, ctx);
    if (before === undefined) return failure('cannot tell the boot the host is in', { rebooted: false });
    const said = await initiate(args, ctx);
    if (said !== undefined) return failure(`Reboot command failed: ${said}`, { rebooted: false });
    const problem = await untilRebooted(before, args, ctx);
    const elapsed = Math.trunc((Date.now() - start) / 1000);
    return problem === undefined
      ? makeResult({ changed: true, rebooted: true, elapsed })
      : failure(problem, { rebooted: false, elapsed });
  },
});

interface Rebooting {
  readonly pre_reboot_delay: number;
  readonly post_reboot_delay: number;
  readonly reboot_timeout: number;
  readonly connect_timeout: number;
  readonly test_command: string;
  readonly boot_time_command: string;
  readonly reboot_command: string | undefined;
  readonly msg: string;
}

async function bootId(command: string, ctx: ModuleContext): Promise<string | undefined> {
  const reply = await ctx.call('data_out out err rc /bin/sh -c "$command"', { command }, { mode: 'apply' });
  return dataOf(reply, 'rc') === '0' ? dataOf(reply, 'out')?.trim() : undefined;
}

const OURS = 'Running ansible.builtin.reboot with local connection';

// the command is left behind in the background, so that its connection can go before it does
const script = `
have systemctl || have shutdown || have reboot || [ -n "\${reboot_command-}" ] || fail 'the host has no command to reboot with'
if [ -n "\${reboot_command-}" ]; then run=$reboot_command
elif [ -d /run/systemd/system ]; then run='systemctl reboot'
elif have shutdown; then run='shutdown -r now'
else run=reboot
fi
data command "$run"
wall_say() { if have wall; then printf '%s\\n' "$msg" | wall >/dev/null 2>&1; fi; return 0; }
start() { wall_say; (sleep "$wait"; exec /bin/sh -c "$run") </dev/null >/dev/null 2>&1 3>&- & }
change boot now again start
`;

async function initiate(args: Rebooting, ctx: ModuleContext): Promise<string | undefined> {
  try {
    const wait = args.pre_reboot_delay + 1;
    return failureOf(await ctx.call(script, { reboot_command: args.reboot_command, msg: args.msg, wait }));
  } catch (cause) {
    if (cause instanceof ConnectionLost) return undefined;
    throw cause;
  }
}

async function untilRebooted(
  before: string,
  args: Rebooting,
  ctx: ModuleContext,
): Promise<string | undefined> {
  const end = Date.now() + args.reboot_timeout * 1000;
  await sleep((args.pre_reboot_delay + 2) * 1000, undefined, { signal: ctx.signal });
  while (Date.now() < end) {
    const timeout = Math.max(1, Math.ceil((end - Date.now()) / 1000));
    const said = await untilReached({ timeout, sleep: 2, connect_timeout: args.connect_timeout }, ctx);
    if (said !== undefined) return `Timed out waiting for the host to come back: ${said}`;
    if (await isBack(before, args, ctx)) {
      await sleep(args.post_reboot_delay * 1000, undefined, { signal: ctx.signal });
      return undefined;
    }
    await sleep(2000, undefined, { signal: ctx.signal });
  }
  return 'Timed out waiting for last boot time check: it is still the same boot';
}

async function isBack(before: string, args: Rebooting, ctx: ModuleContext): Promise<boolean> {
  try {
    const now = await bootId(args.boot_time_command, ctx);
    return now !== undefined && now !== before && (await bootId(args.test_command, ctx)) !== undefined;
  } catch (cause) {
    if (cause instanceof ConnectionLost) return false;
    throw cause;
  }
}
