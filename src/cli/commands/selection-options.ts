import { Option } from 'commander';
import { shard, texts } from './option-values.js';

/** The options that narrow a run down to some of the files; `check` and `migrate` share them. */
export function stagedOption(description: string): Option {
  return new Option('--staged', description).conflicts('since');
}

export function sinceOption(): Option {
  return new Option('--since <ref>', 'files changed since the branch left this commit');
}

export function ignorePatternOption(): Option {
  return new Option('--ignore-pattern <pattern>', 'leave files out, as .gitignore does; repeatable').argParser(texts);
}

export function shardOption(): Option {
  return new Option('--shard <i/n>', 'the i-th of n equal parts of the files').argParser(shard);
}
