/** How far apart regions are, and whether one event can be expected to reach both. */
import type { Location, Region } from './partition.js';

const EARTH_RADIUS_KM = 6371; // mean radius
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * Regions closer than this share a failure domain. It is the distance within which AWS puts the zones of one region, which is as far as it
 * expects one storm, flood or power cut to reach. No two regions of the table are that close; two that would be are one metropolitan area.
 */
export const FAILURE_DOMAIN_KM = 100;

/** The shortest way over the earth's surface in kilometres (haversine formula, spherical earth: at most 0.6 % off). */
export function greatCircleKm(
  from: Pick<Location, 'latitude' | 'longitude'>,
  to: Pick<Location, 'latitude' | 'longitude'>,
): number {
  const [fromLatitude, toLatitude] = [radians(from.latitude), radians(to.latitude)];
  const longitudes = radians(to.longitude - from.longitude);
  const haversine =
    Math.sin((toLatitude - fromLatitude) / 2) ** 2 +
    Math.cos(fromLatitude) * Math.cos(toLatitude) * Math.sin(longitudes / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** Kilometres between two regions; `undefined` where the place of one is not public. */
export function distanceKm(from: Region, to: Region): number | undefined {
  return from.location && to.location && greatCircleKm(from.location, to.location);
}

/**
 * Can what stops STS in one of the two be expected to stop it in the other? AWS isolates regions from each other, so a region is a failure
 * domain, and only two in one metropolitan area would be one together. Regions without a public place count as apart.
 */
export function shareFailureDomain(one: Region, other: Region): boolean {
  return one.name === other.name || (distanceKm(one, other) ?? Number.POSITIVE_INFINITY) < FAILURE_DOMAIN_KM;
}
