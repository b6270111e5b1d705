import { type Command, Option } from 'commander';
import { allOption, cursorOption, limitOption, parseEndTime, parseTime } from './options.ts';
import type { PageOptions } from './pages.ts';

/** Options of a filtered and sorted list of rows. */
export interface RowFilterOptions extends PageOptions {
  readonly sort?: string;
  readonly order?: 'asc' | 'desc';
  readonly column?: string;
  readonly contains?: string;
  readonly equals?: string;
  readonly from?: number;
  readonly to?: number;
}

/** Adds the options of {@link RowFilterOptions}; `items` are `rows` or `records`. */
export function addRowFilterOptions(command: Command, items: string, defaultSort: string): Command {
  return command
    .option('--sort <COLUMN>', `sort by this indexed column (default: ${defaultSort})`)
    .addOption(new Option('--order <ORDER>', 'direction').choices(['asc', 'desc']))
    .option('--column <COLUMN>', 'column of --contains, --equals, --from and --to')
    .option('--contains <TEXT>', `only ${items} with this text in the column`)
    .option('--equals <VALUE>', `only ${items} with this value in the column`)
    .option('--from <TIME>', `only ${items} since this day or time`, parseTime)
    .option('--to <TIME>', `only ${items} until this day, inclusive, or before this time`, parseEndTime)
    .addOption(limitOption(items))
    .addOption(cursorOption())
    .addOption(allOption());
}
