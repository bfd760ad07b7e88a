export interface Partition {
  readonly id: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  /** The region that signs for the partition's global services. */
  readonly implicitRegion: string;
  /** What a region name of this partition looks like, known or not. */
  readonly regionPattern: RegExp;
}

export interface Region {
  readonly name: string;
  /** Id of its partition: `aws`, `aws-cn`, `aws-us-gov`, … */
  readonly partition: string;
  readonly description: string;
  /**
   * `opt-in`: STS answers there only for accounts that have enabled the region. `unknown`: the region is newer than the
   * source of this table.
   */
  readonly optIn: 'default' | 'opt-in' | 'unknown';
  /** AWS lists a FIPS host of STS there. */
  readonly hasFipsHost: boolean;
  /** AWS lists a dual-stack host of STS there. */
  readonly hasDualStackHost: boolean;
  /** AWS lists a host of STS there that is both. */
  readonly hasFipsDualStackHost: boolean;
  /** SDK v3 sends `useGlobalEndpoint: true` to the global host from there. */
  readonly legacyGlobal: boolean;
  /** Absent where AWS does not publish it. */
  readonly location?: Location;
}

/** The place that AWS names for a region, and its coordinates. The location of the data centers is not public. */
export interface Location {
  readonly place: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
}
