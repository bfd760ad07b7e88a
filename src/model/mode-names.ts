/** The variable that sets the mode of a whole program. */
export const MODE_VARIABLE = 'AWS_STS_REGIONAL_ENDPOINTS';

/** With `false`, EKS does not change the mode of the pods. With `true`, it sets the mode to `regional`. */
export const MODE_ANNOTATION = 'eks.amazonaws.com/sts-regional-endpoints';
