export { describeModule, moduleJson, snippetOf } from './describe.js';
export { documentModule } from './document.js';
export { plainMarkup } from './plain-markup.js';
export type {
  CallOptions,
  ModuleContext,
  Pause,
  PauseEnd,
  PauseQuestion,
  TemplateFile,
  TemplateOptions,
  Templating,
} from './context.js';
export {
  defineModule,
  type ControllerModule,
  type Documented,
  type Module,
  type Params,
  type RemoteModule,
} from './module.js';
export {
  createRegistry,
  unknownModule,
  type ModuleEntry,
  type ModuleTable,
  type Registry,
} from './registry.js';
export { failure, linesOf, makeResult, skipped, type Result } from './result.js';
export { bytesOfData, dataOf, failedResult, failureOf, resultOf } from './result-of.js';
export { addDiff, contentDiff, diffOf, type DiffNames } from './diff.js';
export { isMachineFact } from './machine-facts.js';
export { invocationOf } from './invocation.js';
export { runModule } from './run-module.js';
export { scriptBeside, sharedShell, type Script, type SharedShell } from './script.js';
export { toParams } from './to-params.js';
export { expandPaths } from './expand-paths.js';
export { fileArgs, fileReturns } from './file-args.js';
export { madeFileArgs } from './made-file-args.js';
export { privateKeyArgs } from './private-key-args.js';
export { parseModuleArgs, validateModuleArgs, type ValidateOptions } from './validate.js';
export { placeFile, sha1OfFile, type LargeFile, type PlaceOptions, type Placing } from './place-file.js';
export { editFile, type Edited, type KeptLines, type Editing } from './edit-file.js';
export {
  curlConfig,
  curlQuoted,
  firstConfig,
  headersOf,
  nameInUrl,
  needsCurl,
  type WebRequest,
} from './web-request.js';
export { expandTemplate, pythonPattern } from './python-pattern.js';
export { transferDatabase } from './database.js';
export {
  askMysql,
  changeMysql,
  mysqlAdmin,
  mysqlAt,
  mysqlLogin,
  type MysqlAnswers,
  type MysqlLogin,
} from './mysql.js';
export { type Row } from './mysql-answers.js';
export { mysqlName, mysqlText, mysqlUser, postgresName, postgresText } from './sql-text.js';
export {
  askPostgres,
  changePostgres,
  postgresAt,
  postgresLogin,
  type PostgresAnswers,
  type PostgresLogin,
  type PostgresRow,
  type PostgresStep,
} from './postgres.js';
