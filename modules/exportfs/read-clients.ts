import { TsplayError } from '../../lib/core/problem.js';
import { isDict, type Value } from '../../lib/core/value.js';
import { pythonText } from '../../lib/schema/index.js';

export interface Client {
  readonly client: string;
  readonly options: readonly string[];
}

/** `10.0.0.0/24(ro)`, {client, options} or a list of them. */
export function readClients(given: Value, defaults: string): readonly Client[] {
  if (Array.isArray(given)) return given.flatMap((each) => readClients(each, defaults));
  if (isDict(given)) {
    const options = given.get('options') ?? defaults;
    return [
      checked(
        pythonText(given.get('client') ?? ''),
        Array.isArray(options) ? options.map(pythonText) : pythonText(options).split(','),
      ),
    ];
  }
  const text = pythonText(given).trim();
  if (/\s/.test(text)) throw badClient(text, 'a blank before ( would give the options to everybody');
  const found = /^([^()]*)(?:\(([^()]*)\))?$/.exec(text);
  if (!found) throw badClient(text, 'write CLIENT(option,option)');
  return [checked(found[1]!, (found[2] ?? defaults).split(','))];
}

function checked(client: string, options: readonly string[]): Client {
  const words = options.map((each) => each.trim()).filter((each) => each !== '');
  if (!/^(\*|@?[A-Za-z0-9_*?.:[\]/-]+|)$/.test(client))
    throw badClient(client, 'not a host, network, netgroup or pattern');
  const bad = words.find((each) => !/^[A-Za-z0-9_]+(=[A-Za-z0-9_.:/@-]*)?$/.test(each));
  if (bad !== undefined) throw badClient(client, `'${bad}' is not an option`);
  return { client, options: words };
}

const badClient = (client: string, why: string): TsplayError =>
  new TsplayError({ code: 'bad-client', message: `'${client}' is not a client of an export: ${why}` });
