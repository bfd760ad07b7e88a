import { Option } from 'commander';
import type { AddCommand } from '../add-command.js';
import { countWithin, list } from '../option-values.js';
import type { EndpointsFlags } from './endpoints.js';
import { excludeOption, withinOption } from './residency-flags.js';

const EXAMPLES = `
Examples:
  sts-regional endpoints                               every region with its hosts
  sts-regional endpoints --partition aws-us-gov        the regions of one partition
  sts-regional endpoints --near eu-west-1              which region to use first, and which next
  sts-regional endpoints --near us-west-2 --fips       the same with FIPS hosts only
  sts-regional endpoints --near eu-central-1 --within eu
                                                       only regions in the European Union
  sts-regional endpoints --probe                       which regions answer quickest from here
  sts-regional endpoints --near eu-west-1 --probe      among those near a region
  sts-regional endpoints --probe --regions eu-west-1,eu-central-1 --repeat 20
                                                       among these
  sts-regional endpoints --json                        for other programs`;

export const addEndpoints: AddCommand = (program, terminal, finish) => {
  program
    .command('endpoints')
    .summary('list the hosts of STS, or propose regions')
    .description('List the hosts of STS in every region, or propose home and fallback regions.')
    .addOption(new Option('--partition <id>', 'only this partition: aws, aws-cn, aws-us-gov, …').conflicts('near'))
    .option('--near <region>', 'propose home and fallback regions for code that runs there')
    .option('--fips', 'only regions where STS has a FIPS host')
    .addOption(withinOption())
    .addOption(excludeOption())
    .option(
      '--probe',
      'measure DNS, TCP and TLS connect time from this machine, and propose the quickest; ' +
        'nothing else opens a connection',
    )
    .addOption(new Option('--regions <a,b>', 'probe these').argParser(list).conflicts(['partition', 'near']))
    .addOption(
      new Option('--repeat <n>', 'handshakes with each host, up to 1000; by default 5').argParser(countWithin(1, 1000)),
    )
    .addOption(
      new Option('--timeout <ms>', 'time for one handshake in milliseconds, up to 600000; by default 5000').argParser(
        countWithin(1, 600_000),
      ),
    )
    .option('--json', 'as JSON; docs/endpoints.md describes it')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: EndpointsFlags) => {
      const { endpoints } = await import('./endpoints.js');
      finish(await endpoints(flags, terminal));
    });
};
