import path from 'node:path';

/** `~`, `$NAME` and `{{CWD}}` filled in; relative to `base`. */
export function expandPath(
  text: string,
  base: string,
  home: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
  cwd = process.cwd(),
): string {
  const named = text
    .replace(/\{\{CWD\}\}/g, cwd)
    .replace(
      /\$(?:\{(\w+)\}|(\w+))/g,
      (whole, a: string | undefined, b: string | undefined) => env[(a ?? b)!] ?? whole,
    )
    .replace(/^~(?=\/|$)/, home);
  return path.resolve(base, named);
}
