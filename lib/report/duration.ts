/** `0.4s`, `12s`, `3m05s`, `1h02m`: short enough to stand at the end of a line. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)}s`;
  if (seconds < 59.5) return `${Math.round(seconds)}s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  const pad = (n: number): string => String(n).padStart(2, '0');
  return minutes < 60
    ? `${minutes}m${pad(Math.round(seconds) % 60)}s`
    : `${Math.floor(minutes / 60)}h${pad(minutes % 60)}m`;
}
