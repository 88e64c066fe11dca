import {
  askMysql,
  changeMysql,
  defineModule,
  failure,
  makeResult,
  mysqlLogin,
  mysqlName,
  mysqlText,
  type Result,
} from '../../lib/module/index.js';
import { choice, list, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'mysql_variables',
  collection: 'community.mysql',
  summary: 'Reads and sets global variables of MySQL and MariaDB',
  notes: ['Works with the client of the host (mariadb or mysql): the host needs no Python.'],
  examples: `
- name: Writes wait for the disk
  community.mysql.mysql_variables:
    variable: sync_binlog
    value: 1
    login_unix_socket: /run/mysqld/mysqld.sock`,
  args: {
    ...mysqlLogin,
    variable: text({ doc: 'The variable', required: true }),
    value: text({ doc: 'What it should be; without one it is read' }),
    mode: choice(['global', 'persist', 'persist_only'], {
      doc: 'Set it in the server that runs, also in mysqld-auto.cnf, or only there (MySQL 8)',
      fallback: 'global',
    }),
  },
  returns: {
    msg: text({ doc: 'The value, when none is given' }),
    queries: list(text({}), { doc: 'What was done' }),
  },
  async run(args, ctx): Promise<Result> {
    const { variable, value, mode } = args;
    if (!/^[0-9A-Za-z_.]+$/.test(variable)) return failure(`invalid variable name "${variable}"`);
    const now = `SHOW GLOBAL VARIABLES WHERE Variable_name = ${mysqlText(variable)}`;
    const kept = `SELECT VARIABLE_VALUE FROM performance_schema.persisted_variables WHERE VARIABLE_NAME = ${mysqlText(variable)}`;
    const asked = await askMysql(args, ctx, [now, ...(mode === 'global' ? [] : [kept])]);
    if (asked instanceof Map) return asked;
    if (asked.isWithoutClient) return makeResult({ changed: value !== undefined });
    const current = asked.rows(now)?.[0]?.get('Value');
    if (typeof current !== 'string') return failure(`Variable not available "${variable}"`);
    if (value === undefined) return makeResult({ changed: false, msg: current });
    if (mode !== 'global' && asked.rows(kept) === undefined)
      return failure('Server version must be 8.0 or greater.');
    const persisted = asked.rows(kept)?.[0]?.get('VARIABLE_VALUE') ?? undefined;
    const places = mode === 'global' ? [current] : mode === 'persist' ? [current, persisted] : [persisted];
    if (places.every((each) => isSame(each, value)))
      return makeResult({ changed: false, msg: 'Variable is already set to requested value.' });
    const statement = `SET ${mode.toUpperCase()} ${variable.split('.').map(mysqlName).join('.')} = `;
    const failed = await changeMysql(args, ctx, {
      key: variable,
      before: `${current}\n`,
      after: `${value}\n`,
      statements: [statement + (isNumber(value) ? value.trim() : mysqlText(value))],
    });
    if (failed !== undefined) return failed;
    const msg = `Variable change succeeded prev_value=${current}`;
    return makeResult({ changed: true, msg, queries: [statement + value] });
  },
});

const isNumber = (text: string): boolean => /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text);

// 3 and 3.0 are the same to the server
const isSame = (a: string | undefined, b: string): boolean =>
  a === b || (a !== undefined && isNumber(a) && isNumber(b) && Number(a) === Number(b));
