import { describe, expect, it } from 'vitest';
import { fallbacksOf } from '../../src/model/settings/settings.js';

describe('where a home region fails over to', () => {
  const regions = ['us-east-1', 'us-west-2', 'us-gov-west-1'];

  it('is each other region of its partition', () => {
    expect(fallbacksOf({ regions })).toEqual({ 'us-east-1': ['us-west-2'], 'us-west-2': ['us-east-1'] });
  });

  it('is what `fallbacks` says for the homes that it names, and stays as it is for the others', () => {
    const fallbacks = { 'us-east-1': ['us-east-2'], 'us-gov-west-1': ['us-gov-east-1'] };
    expect(fallbacksOf({ regions, fallbacks })).toEqual({ 'us-west-2': ['us-east-1'], ...fallbacks });
  });
});
