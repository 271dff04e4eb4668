// Points of a plane in clusters, and how well they are apart.
#ifndef FIVESTEP_CODESIGN_OPINION_CLUSTERING_H_
#define FIVESTEP_CODESIGN_OPINION_CLUSTERING_H_

#include <cstdint>
#include <vector>

#include "codesign/opinion/projection.h"

namespace fivestep::codesign::opinion {

// k-means from so many starts; the tightest clustering is kept.
inline constexpr int kStarts = 8;
// Rounds of one start. Points of a plane settle in about ten; the limit is against going round.
inline constexpr int kMaxRounds = 100;
// The silhouette looks at every n-th point so that it compares no more than this many: it takes
// time by their square.
inline constexpr size_t kMaxSilhouettePoints = 500;

// The cluster of each point, numbered from 0 by size, the largest first; of equal ones the one with
// the earliest point.
//
// Lloyd's algorithm from k-means++ starts (Arthur and Vassilvitskii 2007, SODA) that `seed` gives;
// the same points and seed give the same clusters. A cluster may end up empty where fewer than `k`
// points differ. REQUIRES: 1 <= k <= points.
std::vector<int> KMeans(const Points& points, int k, uint64_t seed);

// The mean silhouette of the clustering, in [-1, 1]: 1 where clusters are tight and far apart. A
// point alone in its cluster counts 0. 0 with fewer than two clusters.
//
// Source: Rousseeuw (1987), J. Comput. Appl. Math. 20:53-65.
// Worked value: points 0, 1, 10, 11 on a line in clusters {0, 1} and {10, 11}: 1 - 1/10.5 twice and
// 1 - 1/9.5 twice, 0.8997.
double Silhouette(const Points& points, const std::vector<int>& clusters);

// How far two clusterings of the same things agree: 1 the same, 0 as by chance, below 0 less.
//
// Source: Hubert and Arabie (1985), J. Classification 2:193-218. 1 where neither divides anything.
// REQUIRES: equally many.
// Worked value: {0,0,1,1} and {0,0,1,2} -> 0.5714.
double AdjustedRandIndex(const std::vector<int>& a, const std::vector<int>& b);

}  // namespace fivestep::codesign::opinion

#endif  // FIVESTEP_CODESIGN_OPINION_CLUSTERING_H_
