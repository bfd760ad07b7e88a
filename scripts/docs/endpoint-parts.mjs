/** The tables of docs/endpoints.md: the hosts of STS in every region. */

/** @param load loads a source */
export async function endpointParts(load) {
  const { activationOf } = await load('src/cli/commands/endpoints/activation.ts');
  const { NO_HOST, partitionTables } = await load('src/cli/commands/endpoints/table.ts');
  const { listedHosts } = await load('src/sts/hosts.ts');
  const cell = (host) => (host === undefined ? NO_HOST : `\`${host}\``);
  const row = (region) => {
    const { regional, fips, dualStack, fipsDualStack } = listedHosts(region);
    const hosts = [regional, fips, dualStack, fipsDualStack].map(cell);
    const cells = [`\`${region.name}\``, region.description, region.optIn, ...hosts, activationOf(region).note];
    return `| ${cells.join(' | ')} |`;
  };
  const head = [
    '| region | name | opt-in | STS host | FIPS host | dual-stack host | FIPS and dual-stack | activation |',
    '|---|---|---|---|---|---|---|---|',
  ];
  const tables = partitionTables({}).map(({ partition, regions }) =>
    [`### ${partition.id}`, '', ...head, ...regions.map(row)].join('\n'),
  );
  return { endpoints: tables.join('\n\n') };
}
