import { CamelCasePlugin, type PluginTransformResultArgs, type QueryResult, type UnknownRow } from 'kysely';
import { sqlName } from '../model/columns.ts';

const names = new Map<string, string>();

/**
 * `sent_at` → `sentAt`: the inverse of `sqlName`. Cached; the number of names is limited by the columns and aliases in
 * our own queries.
 */
export function rowName(column: string): string {
  let name = names.get(column);
  if (name === undefined) {
    name = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    names.set(column, name);
  }
  return name;
}

/**
 * Lets queries use `sentAt` for `sent_at`, by the naming rule of `model/columns.ts`. The driver already renames result
 * columns.
 */
export class ColumnNamePlugin extends CamelCasePlugin {
  protected override snakeCase(name: string): string {
    return sqlName(name);
  }

  override async transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return args.result;
  }
}
