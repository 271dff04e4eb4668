// Free loopback ports and a look at what listens there.
#ifndef FIVESTEP_TESTS_SYSTEM_PORTS_H_
#define FIVESTEP_TESTS_SYSTEM_PORTS_H_

#include <string>
#include <vector>

namespace fivestep::testing {

// `count` consecutive ports that were free a moment ago, below those that the kernel gives to
// outgoing connections: a service can be killed and started again on its port.
std::vector<int> FreePorts(int count);

// The status code of `GET path` on a loopback port; 0 where nothing answers.
int HttpStatus(int port, const std::string& path);

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_PORTS_H_
