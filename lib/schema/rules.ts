/** What must hold between arguments; `names` are the arguments' own names, not aliases. */
export type Rule = Broken & {
  /** What it says when it is broken, where Ansible's own words differ. */ readonly says?: string;
};

type Broken =
  | { readonly kind: 'mutually_exclusive'; readonly names: readonly string[] }
  | { readonly kind: 'required_together'; readonly names: readonly string[] }
  | { readonly kind: 'required_one_of'; readonly names: readonly string[] }
  | { readonly kind: 'required_by'; readonly name: string; readonly names: readonly string[] }
  | {
      readonly kind: 'required_if';
      readonly name: string;
      readonly is: string | boolean | number;
      readonly names: readonly string[];
      /** One of them is enough. */
      readonly any?: boolean;
    };

/** The broken rules, each as Ansible words it. A name counts as given when `given` says so. */
export function brokenRules(
  rules: readonly Rule[],
  given: (name: string) => boolean,
  valueOf: (name: string) => unknown,
): readonly string[] {
  return rules.flatMap((rule) => {
    const broken = brokenRule(rule, given, valueOf);
    return broken === undefined ? [] : [rule.says ?? broken];
  });
}

function brokenRule(
  rule: Rule,
  given: (name: string) => boolean,
  valueOf: (name: string) => unknown,
): string | undefined {
  const names = rule.names;
  const missing = names.filter((name) => !given(name));
  switch (rule.kind) {
    case 'mutually_exclusive':
      return names.length - missing.length > 1
        ? `parameters are mutually exclusive: ${names.join('|')}`
        : undefined;
    case 'required_together':
      return missing.length > 0 && missing.length < names.length
        ? `parameters are required together: ${names.join(', ')}`
        : undefined;
    case 'required_one_of':
      return missing.length === names.length
        ? `one of the following is required: ${names.join(', ')}`
        : undefined;
    case 'required_by':
      return given(rule.name) && missing.length > 0
        ? `missing parameter(s) required by '${rule.name}': ${missing.join(', ')}`
        : undefined;
    case 'required_if':
      return valueOf(rule.name) === rule.is ? missingFor(rule, missing) : undefined;
  }
}

function missingFor(rule: Rule & { kind: 'required_if' }, missing: readonly string[]): string | undefined {
  const isBroken = rule.any ? missing.length === rule.names.length : missing.length > 0;
  const amount = rule.any ? 'any' : 'all';
  return isBroken
    ? `${rule.name} is ${rule.is} but ${amount} of the following are missing: ${missing.join(', ')}`
    : undefined;
}
