import { symlinkSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { FoundSettings } from '../../../src/cli/settings/settings-file.js';
import { findSettings } from '../../../src/cli/settings/settings-file.js';
import { tree } from '../tree.js';

const REGIONS = { regions: ['eu-west-1', 'eu-central-1'] };

const found = (cwd: string, settings?: string, interrupted = new AbortController().signal): Promise<FoundSettings> =>
  findSettings({ cwd, interrupted }, { ...(settings !== undefined && { settings }) });

describe('settings are found', () => {
  it.each([
    ['sts-regional.config.json', JSON.stringify(REGIONS)],
    ['package.json', JSON.stringify({ name: 'x', 'sts-regional': REGIONS })],
  ])('in %s', async (name, content) => {
    const dir = tree({ [name]: content });
    expect(await found(dir.root)).toEqual({ settings: REGIONS, path: dir.path(name) });
  });

  it('in the nearest directory upwards that has any', async () => {
    const dir = tree({
      'sts-regional.config.json': '{}',
      'pkg/package.json': JSON.stringify({ 'sts-regional': REGIONS }),
      'pkg/src/deep/package.json': '{}',
    }).commit();
    expect((await found(dir.path('pkg/src/deep'))).path).toBe(dir.path('pkg/package.json'));
  });

  it.each([
    ['the repository', { 'repository/.git/HEAD': '', 'repository/src/a.js': '' }, 'repository/src'],
    ['the package, outside of a repository', { 'pkg/package.json': '{}', 'pkg/src/a.js': '' }, 'pkg/src'],
    ['the working directory, outside of a package', { 'folder/a.js': '' }, 'folder'],
  ])('not above %s', async (_, files, cwd) => {
    const dir = tree({ ...files, 'sts-regional.config.json': JSON.stringify(REGIONS) });
    expect(await found(dir.path(cwd))).toEqual({ settings: {}, path: undefined });
  });

  it('not through a link out of the repository, unless it is named', async () => {
    const outside = tree({ secret: 'aws_secret_access_key = x', 'good.json': JSON.stringify(REGIONS) });
    const dir = tree({ 'src/a.js': '' }).commit();
    symlinkSync(outside.path('secret'), dir.path('package.json'));
    expect((await found(dir.root)).path).toBeUndefined();
    symlinkSync(outside.path('secret'), dir.path('sts-regional.config.json'));
    await expect(found(dir.root)).rejects.toThrow(
      'sts-regional.config.json is a link out of the repository, and such a link is not followed. Copy the file, or ' +
        'name it with --settings sts-regional.config.json.',
    );
    symlinkSync(outside.path('good.json'), dir.path('linked.json'));
    expect((await found(dir.root, 'linked.json')).settings).toEqual(REGIONS);
  });

  it('to be empty when there are none', async () => {
    expect(await found(tree({ 'package.json': '{"name":"x"}' }).root)).toEqual({
      settings: {},
      path: undefined,
    });
  });
});

describe('a settings script', () => {
  it.each(['sts-regional.config.mjs', 'sts-regional.config.js'])(
    'is not run where the search finds it: %s',
    async (name) => {
      const dir = tree({ [name]: 'globalThis.scriptRan = true;', 'src/a.js': '' }).commit();
      await expect(found(dir.path('src'))).rejects.toThrow(
        `../${name} is a script. A script that is found in a repository is not run, because it could do anything to ` +
          `your files. If you trust it, name it with --settings ../${name}. ` +
          'Settings in sts-regional.config.json need no flag.',
      );
      expect(globalThis).not.toHaveProperty('scriptRan');
    },
  );

  it.each([
    ['sts-regional.config.mjs', 'export default { regions: ["eu-west-1", "eu-central-1"] };'],
    ['sts-regional.config.js', 'module.exports = { regions: ["eu-west-1", "eu-central-1"] };'],
    ['shared/settings.cjs', 'module.exports = { regions: ["eu-west-1", "eu-central-1"] };'],
  ])('is run when it is named: %s', async (name, content) => {
    const dir = tree({ [name]: content });
    expect(await found(dir.root, name)).toEqual({ settings: REGIONS, path: dir.path(name) });
  });

  it.each<[string, string | RegExp]>([
    ['export default {', /^s\.mjs cannot be loaded: /],
    ['throw undefined', 's.mjs cannot be loaded: it throws undefined'],
    ['export const regions = [];', 's.mjs has no default export; it must export the settings object.'],
    ['export default { region: "eu-west-1" };', 's.mjs: "region" is not a setting. Did you mean "regions"?'],
  ])('is refused with its name when it says %s', async (content, message) => {
    await expect(found(tree({ 's.mjs': content }).root, 's.mjs')).rejects.toThrow(message);
  });

  it('that never ends is given up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const search = found(tree({ 's.mjs': 'await new Promise(() => {});' }).root, 's.mjs');
    vi.runAllTimers();
    vi.useRealTimers();
    await expect(search).rejects.toThrow(
      's.mjs cannot be loaded: it was not ready after 30 seconds. Look for an "await" in it.',
    );
  });

  it('that never ends can be stopped with Ctrl-C', async () => {
    const interruption = new AbortController();
    const search = found(tree({ 's.mjs': 'await new Promise(() => {});' }).root, 's.mjs', interruption.signal);
    interruption.abort();
    await expect(search).rejects.toThrow('s.mjs cannot be loaded: Ctrl-C ended the wait for it.');
  });
});

describe('--settings', () => {
  it('takes the place of the settings that the search would find', async () => {
    const dir = tree({ 'sts-regional.config.json': '{}', 'other/settings.json': JSON.stringify(REGIONS) });
    expect(await found(dir.root, 'other/settings.json')).toEqual({
      settings: REGIONS,
      path: dir.path('other/settings.json'),
    });
  });

  it('reads the key of a package.json', async () => {
    const dir = tree({ 'a/package.json': JSON.stringify({ 'sts-regional': REGIONS }) });
    expect((await found(dir.root, 'a/package.json')).settings).toEqual(REGIONS);
  });

  it('gives paths that start at the folder of its file', async () => {
    const dir = tree({ 'a/s.json': JSON.stringify({ helper: { module: './sts' } }), 's.json': '{}' });
    const searched = await found(tree({ 'sts-regional.config.json': '{"helper":{"module":"./sts"}}' }).root);
    const named = await found(dir.root, 'a/s.json');
    expect(named.settings.helper?.module).toBe(dir.path('a/sts'));
    expect(searched.settings.helper?.module).toMatch(/\/sts$/);
  });

  it.each([
    ['s.json', {}, '--settings: s.json does not exist.'],
    ['package.json', { 'package.json': '{}' }, '--settings: package.json has no "sts-regional".'],
    ['s.json', { 's.json': '[' }, /^s\.json cannot be read as JSON: /],
  ])('refuses %s in %o', async (name, files, message) => {
    await expect(found(tree(files).root, name)).rejects.toThrow(message);
  });
});

describe('wrong settings are refused with file, key and value', () => {
  it.each<[string, string, string | RegExp]>([
    ['sts-regional.config.json', '{', /^sts-regional\.config\.json cannot be read as JSON: /],
    ['package.json', '{"name": ,}', /^package\.json cannot be read as JSON: /],
    ['sts-regional.config.json', '[]', 'sts-regional.config.json: the settings must be an object, but are [].'],
    [
      'sts-regional.config.json',
      '{"region":["eu-west-1"]}',
      'sts-regional.config.json: "region" is not a setting. Did you mean "regions"?',
    ],
    [
      'sts-regional.config.json',
      '{"colour":1}',
      /^sts-regional\.config\.json: "colour" is not a setting\. Choose one of allowedRegions, /,
    ],
    [
      'sts-regional.config.json',
      '{"regions":"eu-west-1"}',
      'sts-regional.config.json: "regions" must be a list, but is "eu-west-1".',
    ],
    [
      'sts-regional.config.json',
      '{"regions":["eu-west-1",1]}',
      'sts-regional.config.json: "regions[1]" must be a string that is not empty, but is 1.',
    ],
    [
      'package.json',
      '{"sts-regional":{"regions":["eu-wset-1"]}}',
      'package.json#sts-regional: "regions": "eu-wset-1" is not an AWS region. Did you mean "eu-west-1"?',
    ],
    [
      'sts-regional.config.json',
      '{"fallbacks":{"eu-west-1":["eu-north-1","eu-north-1"]}}',
      'sts-regional.config.json: "fallbacks": "eu-north-1" is listed twice.',
    ],
    [
      'sts-regional.config.json',
      '{"regionSource":"profile"}',
      'sts-regional.config.json: "regionSource" must be "env" or "literal", but is "profile".',
    ],
    [
      'sts-regional.config.json',
      '{"allowEnvRegion":"yes"}',
      'sts-regional.config.json: "allowEnvRegion" must be true or false, but is "yes".',
    ],
    [
      'sts-regional.config.json',
      '{"helper":"./x"}',
      'sts-regional.config.json: "helper" must be an object with a "module", but is "./x".',
    ],
    [
      'sts-regional.config.json',
      '{"helper":{"module":"./x","name":"y"}}',
      'sts-regional.config.json: "helper.name" is not a setting. Did you mean "helper.names"?',
    ],
    [
      'sts-regional.config.json',
      '{"sdkVersion":"latest"}',
      'sts-regional.config.json: "sdkVersion" must be "detect" or a version such as "3.1169.0", but is "latest".',
    ],
    [
      'sts-regional.config.json',
      '{"vpcEndpoints":{"eu-west-1":"vpce"}}',
      'sts-regional.config.json: "vpcEndpoints["eu-west-1"]" must be an https URL, but is "vpce".',
    ],
    [
      'sts-regional.config.json',
      '{"vpcEndpoints":["https://vpce-1.sts.eu-west-1.vpce.amazonaws.com"]}',
      /: "vpcEndpoints" must be an object, but is \[/,
    ],
    [
      'sts-regional.config.json',
      '{"vpcEndpoints":{"eu-wset-1":"https://vpce-1.sts.eu-west-1.vpce.amazonaws.com"}}',
      'sts-regional.config.json: "vpcEndpoints": "eu-wset-1" is not an AWS region. Did you mean "eu-west-1"?',
    ],
    [
      'sts-regional.config.json',
      '{"vpcEndpoints":{"eu-west-1":"http://vpce-1.sts.eu-west-1.vpce.amazonaws.com"}}',
      /"vpcEndpoints\["eu-west-1"\]" must be an https URL/,
    ],
    [
      'sts-regional.config.json',
      '{"vpcEndpoints":{"eu-west-1":"https://vpce-1.sts.us-east-1.vpce.amazonaws.com"}}',
      '"vpcEndpoints": The endpoint of eu-west-1 is one of us-east-1: ' +
        '"https://vpce-1.sts.us-east-1.vpce.amazonaws.com".',
    ],
    [
      'sts-regional.config.json',
      '{"vpcEndpoints":{"eu-west-1":"https://vpce-1.sts.eu-west-1.vpce.amazonaws.com/sts"}}',
      '"vpcEndpoints": The endpoint of eu-west-1 must be a host without a path',
    ],
    [
      'sts-regional.config.json',
      '{"vpcEndpoints":{"eu-west-1":"https://sts.internal.example"}}',
      '"vpcEndpoints": The endpoint of eu-west-1 is not an interface endpoint of STS: ' +
        '"https://sts.internal.example". It looks like ' +
        'https://vpce-0a1b2c3d-4e5f6a7b.sts.eu-west-1.vpce.amazonaws.com.',
    ],
    [
      'sts-regional.config.json',
      '{"vpcEndpoints":{"eu-west-1":"https://sts.amazonaws.com"}}',
      'which no interface endpoint answers for.',
    ],
  ])('%s: %s', async (name, content, message) => {
    await expect(found(tree({ [name]: content }).root)).rejects.toThrow(message);
  });

  it('so are two files in one directory', async () => {
    const dir = tree({ 'sts-regional.config.json': '{}', 'sts-regional.config.mjs': 'export default {};' });
    await expect(found(dir.root)).rejects.toThrow(
      'There are several settings files: sts-regional.config.mjs, sts-regional.config.json. Keep one.',
    );
  });

  it('but a region that the table lacks is fine once it is allowed', async () => {
    const settings = { regions: ['eu-west-1', 'eu-west-9'], allowedRegions: ['eu-west-9'] };
    expect((await found(tree({ 'sts-regional.config.json': JSON.stringify(settings) }).root)).settings).toEqual(
      settings,
    );
  });
});
