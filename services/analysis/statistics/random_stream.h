// Random numbers that anybody can draw again: R's default generator, stream for stream.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_RANDOM_STREAM_H_
#define FIVESTEP_ANALYSIS_STATISTICS_RANDOM_STREAM_H_

#include <cstdint>
#include <random>

namespace fivestep::analysis::statistics {

// Draws the numbers that R 4.5 draws after `set.seed(seed)` with its defaults ("Mersenne-Twister",
// "Inversion"), so an analyst with R can repeat a simulated limit exactly. Not for secrets.
//
// Not safe for use by two threads at once; copying it copies the place in the stream.
// Source: Matsumoto and Nishimura (1998), ACM TOMACS 8(1):3-30; inversion by AS 241.
// Worked values: seed 1 -> Uniform() 0.2655086631421; RandomStream(1).Normal() -0.6264538107423324.
class RandomStream {
 public:
  explicit RandomStream(std::uint32_t seed);

  // Returns the next uniform number, strictly between 0 and 1.
  double Uniform();

  // Returns the next standard normal number. Uses two uniforms.
  double Normal();

  // Returns the next normal number with this mean and standard deviation. A deviation of 0 returns
  // the mean and draws nothing, as in R. REQUIRES: standard_deviation >= 0.
  double Normal(double mean, double standard_deviation);

 private:
  std::mt19937 engine_;
};

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_RANDOM_STREAM_H_
