import type { Location, Region } from './partition.js';

const EARTH_RADIUS_KM = 6371; // mean radius
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

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

/** Kilometres between two regions; `undefined` where AWS does not publish the place of one of them. */
export function distanceKm(from: Region, to: Region): number | undefined {
  return from.location && to.location && greatCircleKm(from.location, to.location);
}
