#include "analysis/statistics/student.h"

#include <boost/math/distributions/students_t.hpp>
#include <limits>

namespace fivestep::analysis::statistics {

double StudentQuantile(double p, double degrees_of_freedom) {
  // The arguments are required to be right; an extreme quantile may overflow, and infinity is then
  // the answer, so Boost must not throw.
  namespace policies = boost::math::policies;
  using QuietPolicy = policies::policy<policies::domain_error<policies::ignore_error>,
                                       policies::overflow_error<policies::ignore_error>,
                                       policies::underflow_error<policies::ignore_error>,
                                       policies::evaluation_error<policies::ignore_error>>;
  if (p == 0) return -std::numeric_limits<double>::infinity();
  if (p == 1) return std::numeric_limits<double>::infinity();
  const boost::math::students_t_distribution<double, QuietPolicy> distribution(degrees_of_freedom);
  return boost::math::quantile(distribution, p);
}

}  // namespace fivestep::analysis::statistics
