import { dataOf } from '../../lib/module/index.js';
import type { Reply } from '../../lib/remote/call.js';

/** When a command began and ended, and how long it took, of what `data_time` told as `start` and `end`. */
export function timesOf(reply: Reply): Record<'start' | 'end' | 'delta', string> {
  const [start, end] = [timeOf(reply, 'start'), timeOf(reply, 'end')];
  return { start: start.text, end: end.text, delta: deltaText(end.micros - start.micros) };
}

// UPTIME UPTIME-THEN DATE-THEN, or only the date; busybox's date has no %N
function timeOf(reply: Reply, key: string): { text: string; micros: number } {
  const words = (dataOf(reply, key) ?? '').split(' ');
  const [seconds = '', fraction = ''] = words.slice(-2).join(' ').split('.');
  const then = Date.parse(`${seconds}Z`.replace(' ', 'T')) * 1000 + Number(/^\d{6}/.exec(fraction)?.[0] ?? 0);
  const since = words.length > 2 ? Math.round((Number(words[0]) - Number(words[1])) * 1e6) : 0;
  return { text: dateText(then + since), micros: then + since };
}

// what is not a date is not ours to judge
function dateText(micros: number): string {
  if (!Number.isFinite(micros)) return '';
  const whole = Math.floor(micros / 1e6);
  return `${new Date(whole * 1000).toISOString().slice(0, 19).replace('T', ' ')}.${String(micros - whole * 1e6).padStart(6, '0')}`;
}

function deltaText(micros: number): string {
  const all = Math.max(0, micros);
  const seconds = Math.floor(all / 1e6);
  const pad = (n: number, width = 2): string => String(n).padStart(width, '0');
  const clock = `${Math.floor((seconds % 86400) / 3600)}:${pad(Math.floor((seconds % 3600) / 60))}:${pad(seconds % 60)}`;
  const days = Math.floor(seconds / 86400);
  const before = days === 0 ? '' : `${days} day${days === 1 ? '' : 's'}, `;
  return `${before}${clock}.${pad(Math.round(all % 1e6), 6)}`;
}
