/** Texts below the generated part of `--help`. */
export const STATUS_HELP = `
Exit status:
  0  no errors, or everything that could be migrated was
  1  errors found, --check would change a file, --fail-on-skipped and a site was left,
     a helper was edited and could not be updated, or a probe did not reach a region
  2  wrong usage, a missing path, a file that could not be read or parsed, a report that
     could not be written, or a crash

Settings come from the nearest sts-regional.config.{mjs,js,json} or package.json#sts-regional.
"sts-regional <command> --help" has examples.`;

export const CHECK_EXAMPLES = `
Examples:
  sts-regional check                                   everything below the working directory
  sts-regional check src --config strict               with the stricter rules
  sts-regional check --staged --max-warnings 0         as a commit hook
  sts-regional check --since origin/main --format github
                                                       annotate a pull request
  sts-regional check --format sarif --output-file sts.sarif
                                                       for code scanning
  sts-regional check --format html --output-file sts.html
                                                       a page to look through and to show around
  sts-regional check --shard 2/4 --format json --output-file shard-2.json
                                                       the second of four CI jobs; see merge-reports`;

export const MIGRATE_EXAMPLES = `
Examples:
  sts-regional migrate --regions eu-west-1,eu-central-1 --dry-run
                                                       show what would change
  sts-regional migrate --regions eu-west-1,eu-central-1 src
                                                       change it
  sts-regional migrate --regions eu-west-1,eu-central-1 --interactive
                                                       decide site by site
  sts-regional migrate --only regional-endpoints       leave regions and failover for later
  sts-regional migrate --regions us-east-1,us-west-2 --max-changes 20
                                                       in reviewable portions; run again for the next
  sts-regional migrate --regions us-east-1,us-west-2 --check
                                                       fail in CI while something is left to migrate
  sts-regional migrate --regions us-east-1,us-west-2 --region-source literal --report sts.html
                                                       write the region into the code, and keep a report`;

export const ENDPOINTS_EXAMPLES = `
Examples:
  sts-regional endpoints                               every region with its hosts
  sts-regional endpoints --partition aws-us-gov        the regions of one partition
  sts-regional endpoints --near eu-west-1              which region to use first, and which next
  sts-regional endpoints --near us-west-2 --fips       the same with FIPS hosts only
  sts-regional endpoints --probe                       which regions answer quickest from here
  sts-regional endpoints --near eu-west-1 --probe      among those near a region
  sts-regional endpoints --probe --regions eu-west-1,eu-central-1 --repeat 20
                                                       among these
  sts-regional endpoints --json                        for other programs`;

export const INIT_EXAMPLES = `
Examples:
  sts-regional init                                    propose regions, show what would be written, and ask
  sts-regional init --regions eu-west-1,eu-central-1   with these regions
  sts-regional init --regions us-east-1,us-west-2 --yes
                                                       in a script`;

export const UPDATE_EXAMPLES = `
Examples:
  sts-regional update-helper                           every helper below the working directory
  sts-regional update-helper src/aws --dry-run         show what the new version changes
  sts-regional update-helper --check                   fail in CI while a helper is behind`;

export const MERGE_EXAMPLES = `
Examples:
  sts-regional merge-reports shard-*.json              one report from all shards
  sts-regional merge-reports shard-*.json --format stylish --max-warnings 0
  sts-regional merge-reports shard-*.sarif --output-file sts.sarif`;

export const AUDIT_EXAMPLES = `
Examples:
  sts-regional audit AWSLogs                           every log below a folder, as a trail's bucket is synced
  sts-regional audit AWSLogs --since 7d --fail-on-global
                                                       fail in CI while anybody calls the global host
  sts-regional audit AWSLogs --format html --output-file sts-calls.html --mask
                                                       a page to show around, without names
  sts-regional audit query-result.csv                  what Athena or CloudTrail Lake counted
  aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=sts.amazonaws.com |
    sts-regional audit -                               the event history of one region, without a bucket`;
