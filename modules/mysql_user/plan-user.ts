import { failure, mysqlUser, type Result } from '../../lib/module/index.js';
import type { Account, Found } from './account.js';
import { identifiedBy, isOtherAuthentication, sharedAuthentication } from './authentication.js';
import type { Args } from './index.js';
import {
  planPrivileges,
  privilegeLines,
  privilegeStatements,
  readGrants,
  readWanted,
  type Manner,
  type Privileges,
} from './privileges.js';
import { currentRequirement, limitWords, wantedRequirement } from './requirements.js';

/** What has to be done, in order, and what is said of it. */
export interface Plan {
  readonly statements: readonly string[];
  /** One for each thing that is done, or the one that says that nothing is. */
  readonly sayings: readonly string[];
  readonly passwordChanged: boolean;
  readonly before: string;
  readonly after: string;
}

/** How a user becomes what is wanted; a Result says why it cannot be. */
export function planUser(given: Args, found: Found, priv: string | undefined): Plan | Result {
  const wants =
    priv === undefined ? undefined : readWanted(priv, given.column_case_sensitive, !given.subtract_privs);
  if (found.accounts.length === 0) return planNew(given, found, wants);
  const plans: Plan[] = [];
  for (const account of found.accounts) {
    const plan = planAccount(given, found, account, wants);
    if (plan instanceof Map) return plan;
    plans.push(plan);
  }
  const sayings = plans.filter((each) => each.statements.length > 0).flatMap((each) => each.sayings);
  return {
    statements: plans.flatMap((each) => each.statements),
    sayings: sayings.length > 0 ? sayings : ['User unchanged'],
    passwordChanged: plans.some((each) => each.passwordChanged),
    before: plans.map((each) => each.before).join(''),
    after: plans.map((each) => each.after).join(''),
  };
}

function planNew(given: Args, found: Found, wants: Privileges | undefined): Plan | Result {
  if (given.host_all) return failure('host_all parameter cannot be used when adding a user');
  const limits = limitWords(given.resource_limits, undefined, found);
  if (limits instanceof Map) return limits;
  const user = mysqlUser(given.user, given.host);
  const require = wantedRequirement(given.tls_requires);
  const identified = identifiedBy(given, found);
  // there is nothing yet that could be taken away
  const granted = given.subtract_privs ? [] : [...(wants ?? [])];
  return {
    statements: [
      `CREATE USER ${user}${identified === undefined ? '' : ` ${identified}`}${require === 'NONE' ? '' : ` REQUIRE ${require}`}`,
      ...granted.flatMap(([level, grants]) => privilegeStatements({ level, grants, revokes: [] }, user)),
      ...(limits.length === 0 ? [] : [`ALTER USER ${user} WITH ${limits.join(' ')}`]),
    ],
    sayings: ['User added'],
    passwordChanged: sharedAuthentication(given, found) === undefined,
    before: '',
    after: `${given.user}@${given.host}\n${privilegeLines(new Map(granted))}`,
  };
}

function planAccount(
  given: Args,
  found: Found,
  account: Account,
  wants: Privileges | undefined,
): Plan | Result {
  const limits = limitWords(given.resource_limits, account, found);
  if (limits instanceof Map) return limits;
  const user = mysqlUser(given.user, account.host);
  const has = readGrants(account.grants, given.column_case_sensitive);
  const steps = wants === undefined ? [] : planPrivileges(has, wants, mannerOf(given), given.user);
  const require = wantedRequirement(given.tls_requires);
  const isOtherTls = currentRequirement(account) !== require;
  const isOtherLogin = given.update_password === 'always' && isOtherAuthentication(given, account);
  const head = `${given.user}@${account.host}\n`;
  return {
    statements: [
      ...(isOtherLogin ? [`ALTER USER ${user} ${identifiedBy(given, found)!}`] : []),
      ...steps.flatMap((step) => privilegeStatements(step, user)),
      ...(isOtherTls ? [`ALTER USER ${user} REQUIRE ${require}`] : []),
      ...(limits.length === 0 ? [] : [`ALTER USER ${user} WITH ${limits.join(' ')}`]),
    ],
    sayings: [
      // a check says the first, which is all that the real one's check knows
      ...(isOtherLogin ? ['Password updated', 'Password updated (new style)'] : []),
      ...steps.map((step) => step.saying),
      ...(isOtherTls ? ['TLS requires updated'] : []),
      ...(limits.length > 0 ? ['Resource limits updated'] : []),
    ],
    passwordChanged: isOtherLogin,
    before: head + privilegeLines(has) + (isOtherLogin ? 'another password\n' : ''),
    after: head + privilegeLines(afterSteps(has, steps)) + (isOtherLogin ? 'the password\n' : ''),
  };
}

function mannerOf({ append_privs, subtract_privs }: Args): Manner {
  if (append_privs) return 'append';
  return subtract_privs ? 'subtract' : 'replace';
}

function afterSteps(has: Privileges, steps: ReturnType<typeof planPrivileges>): Privileges {
  const after = new Map(has);
  for (const { level, grants, revokes } of steps) {
    const kept = (after.get(level) ?? []).filter((each) => !revokes.includes(each));
    after.set(level, [...kept, ...grants]);
  }
  return after;
}
