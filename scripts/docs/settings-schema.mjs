/**
 * schema.json: what editors know of sts-regional.config.json. Made from the table that checks the settings.
 *
 * @param keys the keys of the file, each with its shape and its meaning
 * @param plugin the plugin object, whose rules say what they are for
 */
export function settingsSchema(keys, plugin) {
  const properties = Object.fromEntries(
    Object.entries(keys).map(([key, { shape, meaning }]) => [key, { description: meaning, ...shape.schema }]),
  );
  const { rules } = properties;
  const described = Object.entries(rules.properties).map(([name, severity]) => [
    name,
    { description: `${plugin.rules[name].meta.docs.description}.`, ...severity },
  ]);
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of eslint-plugin-sts-regional',
    description: 'sts-regional.config.json, or "sts-regional" in package.json. All keys are optional.',
    type: 'object',
    properties: { ...properties, rules: { ...rules, properties: Object.fromEntries(described) } },
    additionalProperties: false,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
