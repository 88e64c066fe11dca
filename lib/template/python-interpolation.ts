import { LookupError } from './lookup-error.js';

/**
 * A value of a section as Python's configparser hands it out: `%(name)s` is the value of another key, `%%` a
 * percent sign.
 */
export function interpolated(
  section: ReadonlyMap<string, string>,
  key: string,
  sectionName: string,
  depth = 1,
): string {
  const raw = section.get(key)!;
  if (depth > 10)
    throw new LookupError(
      `Recursion limit exceeded in value substitution: option '${key}' in section '${sectionName}' contains an interpolation key which cannot be substituted in 10 steps. Raw value: '${raw}'`,
    );
  return raw.replace(/%(?:%|\(([^)]+)\)s|)/g, (found: string, name: string | undefined, at: number) => {
    if (found === '%%') return '%';
    if (name === undefined) throw wrong(raw.slice(at));
    const other = name.toLowerCase();
    if (section.has(other)) return interpolated(section, other, sectionName, depth + 1);
    throw new LookupError(
      `Bad value substitution: option '${key}' in section '${sectionName}' contains an interpolation key '${other}' which is not a valid option name. Raw value: '${raw}'`,
    );
  });
}

function wrong(rest: string): LookupError {
  return new LookupError(
    rest.startsWith('%(')
      ? `bad interpolation variable reference '${rest}'`
      : `'%' must be followed by '%' or '(', found: '${rest}'`,
  );
}
