/**
 * Where the regions are, for great-circle distances. AWS publishes places, not coordinates: the place is the one in the
 * region's name or, where that names a country or state only, the city of AWS's announcement or the main city.
 * Coordinates are those of the place in GeoNames (https://www.geonames.org, CC BY 4.0), rounded to 0.1°, which is finer
 * than what is known about the data centers.
 */
export const LOCATION_SOURCE = 'GeoNames, CC BY 4.0 (coordinates of the places, rounded to 0.1°)';

/** region → [place, ISO 3166 country, latitude, longitude] */
export const LOCATIONS = {
  'af-south-1': ['Cape Town', 'ZA', -33.9, 18.4],
  'ap-east-1': ['Hong Kong', 'HK', 22.3, 114.2],
  'ap-east-2': ['Taipei', 'TW', 25.1, 121.5],
  'ap-northeast-1': ['Tokyo', 'JP', 35.7, 139.7],
  'ap-northeast-2': ['Seoul', 'KR', 37.6, 127],
  'ap-northeast-3': ['Osaka', 'JP', 34.7, 135.5],
  'ap-south-1': ['Mumbai', 'IN', 19.1, 72.9],
  'ap-south-2': ['Hyderabad', 'IN', 17.4, 78.5],
  'ap-southeast-1': ['Singapore', 'SG', 1.3, 103.9],
  'ap-southeast-2': ['Sydney', 'AU', -33.9, 151.2],
  'ap-southeast-3': ['Jakarta', 'ID', -6.2, 106.8],
  'ap-southeast-4': ['Melbourne', 'AU', -37.8, 145],
  'ap-southeast-5': ['Kuala Lumpur', 'MY', 3.1, 101.7],
  'ap-southeast-6': ['Auckland', 'NZ', -36.8, 174.8],
  'ap-southeast-7': ['Bangkok', 'TH', 13.8, 100.5],
  'ca-central-1': ['Montréal', 'CA', 45.5, -73.6],
  'ca-west-1': ['Calgary', 'CA', 51.1, -114.1],
  'eu-central-1': ['Frankfurt', 'DE', 50.1, 8.7],
  'eu-central-2': ['Zürich', 'CH', 47.4, 8.6],
  'eu-north-1': ['Stockholm', 'SE', 59.3, 18.1],
  'eu-south-1': ['Milan', 'IT', 45.5, 9.2],
  'eu-south-2': ['Zaragoza', 'ES', 41.7, -0.9],
  'eu-west-1': ['Dublin', 'IE', 53.3, -6.2],
  'eu-west-2': ['London', 'GB', 51.5, -0.1],
  'eu-west-3': ['Paris', 'FR', 48.9, 2.3],
  'il-central-1': ['Tel Aviv', 'IL', 32.1, 34.8],
  'me-central-1': ['Dubai', 'AE', 25.1, 55.3],
  'me-south-1': ['Manama', 'BH', 26.2, 50.6],
  'me-west-1': ['Riyadh', 'SA', 24.7, 46.7],
  'mx-central-1': ['Querétaro', 'MX', 20.6, -100.4],
  'sa-east-1': ['São Paulo', 'BR', -23.5, -46.6],
  'sa-west-1': ['Santiago', 'CL', -33.5, -70.6],
  'us-east-1': ['Ashburn, Virginia', 'US', 39, -77.5],
  'us-east-2': ['Columbus, Ohio', 'US', 40, -83],
  'us-west-1': ['San Jose, California', 'US', 37.3, -121.9],
  'us-west-2': ['Boardman, Oregon', 'US', 45.8, -119.7],
  'cn-north-1': ['Beijing', 'CN', 39.9, 116.4],
  'cn-northwest-1': ['Zhongwei, Ningxia', 'CN', 37.5, 105.2],
  'eusc-de-east-1': ['Potsdam, Brandenburg', 'DE', 52.4, 13.1],
};

/** Regions whose place AWS does not publish. */
export const UNPUBLISHED = new Set([
  'us-gov-east-1',
  'us-gov-west-1',
  'us-iso-east-1',
  'us-iso-west-1',
  'us-isob-east-1',
  'us-isob-west-1',
  'eu-isoe-west-1',
  'us-isof-east-1',
  'us-isof-south-1',
]);
