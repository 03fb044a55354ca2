# Puts openapi.json into the daemon. The document's version is the program's.
set(contract_file ${CMAKE_CURRENT_LIST_DIR}/openapi.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${contract_file})
file(READ ${contract_file} contract)
string(REPLACE "\"version\": \"0.0.0\"" "\"version\": \"${PROJECT_VERSION}\"" contract "${contract}")
string(SHA256 contract_digest "${contract}")
string(SUBSTRING ${contract_digest} 0 16 contract_digest)
configure_file(${CMAKE_CURRENT_LIST_DIR}/contract.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/contract.cpp @ONLY)
target_sources(understudy_api PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/contract.cpp)
